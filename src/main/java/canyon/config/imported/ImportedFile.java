package canyon.config.imported;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file that an administrator has named. */
final class ImportedFile {
    static final int MAX_BYTES = 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private ImportedFile() {}

    /** All of it. @throws UnreadableException if it is not there, too large, or no text */
    static String read(String path) throws UnreadableException {
        try {
            Path file = Path.of(path).toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw new UnreadableException("is a folder");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new UnreadableException("is no regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return text(in.readNBytes(MAX_BYTES + 1));
            }
        } catch (InvalidPathException e) {
            throw new UnreadableException("is not a path");
        } catch (NoSuchFileException e) {
            throw new UnreadableException(
                    "there is no such file (" + Path.of(path).toAbsolutePath().normalize() + ")");
        } catch (AccessDeniedException e) {
            throw new UnreadableException("may not be read");
        } catch (CharacterCodingException e) {
            throw new UnreadableException("is no UTF-8");
        } catch (IOException e) {
            throw new UnreadableException("cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static String text(byte[] bytes) throws UnreadableException, CharacterCodingException {
        if (bytes.length > MAX_BYTES) {
            throw new UnreadableException("has more than " + MAX_BYTES + " bytes");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
