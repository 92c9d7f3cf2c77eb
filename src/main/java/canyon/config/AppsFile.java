package canyon.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON file with applications. Safe for use from any thread.
 *
 * @param defaults limits of an application that says nothing about them
 */
public record AppsFile(Path path, AppLimits defaults) {
    static final int MAX_BYTES = 10 * 1024 * 1024;

    /**
     * What tells that a file is another one than before.
     *
     * @param key tells two files of one name apart, for a file that was replaced; null where there is no such thing
     */
    public record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    /**
     * What stood in it.
     *
     * @param stamp taken before the file was read, so that a change in between is not missed
     * @param warnings what is suspicious but not wrong
     */
    public record Content(AppsFile file, Stamp stamp, List<AppSettings> apps, List<String> warnings) {
        public Content {
            apps = List.copyOf(apps);
            warnings = List.copyOf(warnings);
        }
    }

    /** Another one means that it must be read again. @throws InvalidAppsException if there is no such file */
    public Stamp stamp() throws InvalidAppsException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            throw problem(reason(e));
        }
    }

    /** Reads all of it. @throws InvalidAppsException if that fails or anything in it is wrong, with all of it */
    public Content read() throws InvalidAppsException {
        Stamp stamp = stamp();
        return content(stamp, text());
    }

    /** What the file would hold with this text. @throws InvalidAppsException if anything in it is wrong */
    public Content content(Stamp stamp, String text) throws InvalidAppsException {
        AppsDocument document = new AppsDocument(AppKeys.FILE + " = \"" + path + "\"", defaults);
        List<AppSettings> apps = document.apps(text);
        return new Content(this, stamp, apps, document.warnings());
    }

    /** All of it, right or wrong. @throws InvalidAppsException if it cannot be read */
    public String text() throws InvalidAppsException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw problem("has more than " + MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IOException e) {
            throw problem(reason(e));
        }
    }

    private InvalidAppsException problem(String reason) {
        return new InvalidAppsException(List.of(AppKeys.FILE + " = \"" + path + "\": " + reason));
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "may not be read";
        }
        return e instanceof CharacterCodingException ? "is no UTF-8" : "cannot be read: " + e.getMessage();
    }
}
