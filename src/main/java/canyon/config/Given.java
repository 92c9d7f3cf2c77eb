package canyon.config;

/**
 * What a configuration source says about one key.
 *
 * @param text as written; if not resolved, the expression that leads nowhere
 * @param origin the source, for people
 * @param resolved false if the text refers to something that is not set, as in {@code ${not.there}}
 * @param packaged whether it may have come with the WAR, so that perhaps nobody has set it
 */
record Given(String text, String origin, boolean resolved, boolean packaged) {
    /** What somebody has set. */
    Given(String text, String origin, boolean resolved) {
        this(text, origin, resolved, false);
    }
}
