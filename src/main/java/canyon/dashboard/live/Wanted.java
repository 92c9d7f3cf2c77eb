package canyon.dashboard.live;

/** Names that somebody wants to see: those that begin with a text or, if it has stars, those that it stands for. */
record Wanted(String text) {
    static final int MAX_LENGTH = 300;

    boolean matches(String name) {
        return text.indexOf('*') < 0 ? name.startsWith(text) : isStoodFor(name);
    }

    /** A star stands for any characters. Goes back to the last star only, so that no text makes it slow. */
    private boolean isStoodFor(String name) {
        int at = 0;
        int n = 0;
        int star = -1;
        int resumed = 0;
        while (n < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resumed = n;
            } else if (at < text.length() && text.charAt(at) == name.charAt(n)) {
                at++;
                n++;
            } else if (star >= 0) {
                at = star + 1;
                n = ++resumed;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }
}
