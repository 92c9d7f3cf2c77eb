package canyon.simulation;

/** What a thread of a node does. */
enum Role {
    BUS("reads the bus"),
    DESK("keeps members and leases"),
    COMMANDS("speaks with Redis"),
    FAN_OUT("hands to clients");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }
}
