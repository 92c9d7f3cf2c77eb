package canyon.dashboard.snippets;

/**
 * Something to copy.
 *
 * @param language as highlighters call it
 */
public record Snippet(String title, String language, String text) {}
