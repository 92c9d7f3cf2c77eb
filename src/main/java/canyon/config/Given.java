package canyon.config;

/**
 * What a configuration source says about one key.
 *
 * @param text as written; if not resolved, the expression that leads nowhere
 * @param origin the source, for people
 * @param resolved false if the text refers to something that is not set, as in {@code ${not.there}}
 */
record Given(String text, String origin, boolean resolved) {}
