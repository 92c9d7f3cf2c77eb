package canyon.browser;

import java.util.stream.Stream;

/** @param scheme light or dark */
record Screen(String device, int width, int height, String scheme) {
    static final Screen DESKTOP = new Screen("desktop", 1280, 900, "light");

    /** For {@code @MethodSource}. */
    static Stream<Screen> all() {
        return Stream.of("light", "dark")
                .flatMap(scheme ->
                        Stream.of(new Screen("desktop", 1280, 900, scheme), new Screen("phone", 390, 844, scheme)));
    }

    boolean isPhone() {
        return device.equals("phone");
    }

    @Override
    public String toString() {
        return device + ", " + scheme;
    }
}
