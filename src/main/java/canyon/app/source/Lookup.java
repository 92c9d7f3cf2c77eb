package canyon.app.source;

/** What is asked of a table. */
record Lookup(By by, String value) {
    enum By {
        ID,
        KEY,
        HOST
    }

    static Lookup id(String id) {
        return new Lookup(By.ID, id);
    }

    static Lookup key(String key) {
        return new Lookup(By.KEY, key);
    }

    static Lookup host(String host) {
        return new Lookup(By.HOST, host);
    }
}
