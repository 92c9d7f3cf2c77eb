package canyon.app.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Puts another text into a file at once: who reads it meanwhile sees the old one or the new one, also if the machine
 * stops. Permissions stay, and owner and group as far as this process may set them.
 */
final class FileReplacement {
    private FileReplacement() {}

    /** Whether it can be tried: the file and its folder may be written. */
    static boolean isPossible(Path file) {
        try {
            Path real = file.toRealPath();
            return Files.isWritable(real) && Files.isWritable(folder(real));
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws IOException if it fails; then nothing has changed */
    static void write(Path file, String text) throws IOException {
        // A link stays one.
        Path real = file.toRealPath();
        // Readable for its owner alone, whatever comes next.
        Path copy = Files.createTempFile(folder(real), "." + real.getFileName(), ".new");
        try {
            try (FileChannel out = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            keepAttributes(real, copy);
            Files.move(copy, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void keepAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView own = view(from);
        PosixFileAttributeView others = view(to);
        if (own == null || others == null) {
            return;
        }
        PosixFileAttributes attributes = own.readAttributes();
        PosixFileAttributes now = others.readAttributes();
        if (!now.group().equals(attributes.group())) {
            others.setGroup(attributes.group());
        }
        if (!now.owner().equals(attributes.owner())) {
            others.setOwner(attributes.owner());
        }
        others.setPermissions(attributes.permissions());
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }

    private static Path folder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " is in no folder");
        }
        return folder;
    }
}
