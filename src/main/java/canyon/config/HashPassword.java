package canyon.config;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes the hash of a password for {@code canyon.admin.password}: {@code java -cp canyon.war
 * canyon.config.HashPassword}. The WAR has this class, and those that it uses, once more where the command finds them.
 *
 * <p>The password comes from the terminal, unseen, or as a line of the input; not as an argument, which everybody on
 * the machine could read.
 */
public final class HashPassword {
    private HashPassword() {}

    /** Prints the hash, and nothing else, on the standard output. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length > 0) {
            System.err.println("No arguments: the password is asked for, or read from the input");
            System.exit(2);
        }
        char[] password = password();
        if (password.length == 0) {
            System.err.println("The password must not be empty");
            System.exit(1);
        }
        System.out.println(PasswordHash.make(password));
    }

    // Before Java 22 there is none if nobody sits at it, after that isTerminal tells.
    @SuppressWarnings("SystemConsoleNull")
    private static char[] password() throws IOException {
        Console console = System.console();
        if (console == null || !isTerminal(console)) {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? new char[0] : line.toCharArray();
        }
        System.err.print("Password of the dashboard: ");
        char[] password = read(console);
        System.err.print("Once more: ");
        if (!Arrays.equals(password, read(console))) {
            System.err.println("These are two passwords");
            System.exit(1);
        }
        return password;
    }

    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static char[] read(Console console) {
        char[] line = console.readPassword();
        return line == null ? new char[0] : line;
    }
}
