package canyon.config;

/**
 * One configuration key.
 *
 * @param defaultText as it stands in {@code microprofile-config.properties}; empty if the key has no default
 */
record Key<T>(String name, String defaultText, Format<T> format) {
    /** The value of {@link #defaultText}, which must not be empty. */
    T defaultValue() {
        return format.parse(defaultText);
    }

    /** For the records: refuses a value that the configuration would refuse too. */
    void require(T value) {
        if (!format.accepts().test(value)) {
            throw new IllegalArgumentException(name + " must be: " + format.allowed() + "; got " + value);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
