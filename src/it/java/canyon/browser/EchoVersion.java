package canyon.browser;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How an application uses pusher-js.
 *
 * @param echo major version of laravel-echo, 1 or 2
 * @param broadcaster pusher or reverb
 */
record EchoVersion(int echo, String broadcaster) {
    static final EchoVersion NEWEST = new EchoVersion(2, "reverb");

    /** For {@code @MethodSource}. */
    static Stream<EchoVersion> all() {
        return IntStream.of(1, 2)
                .boxed()
                .flatMap(echo -> Stream.of("pusher", "reverb").map(broadcaster -> new EchoVersion(echo, broadcaster)));
    }

    @Override
    public String toString() {
        return "echo " + echo + " as " + broadcaster;
    }
}
