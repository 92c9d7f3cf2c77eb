package canyon.stress;

/** The way of one client's packets to Canyon and back. Safe for use from any thread. */
interface Link {
    /** Packets arrive in the order in which they were sent. After the end they are lost without a word. */
    void send(String packet);

    /** Ends without a good-bye, as in a tunnel. */
    void drop();

    /** Ends as for a page that is closed. */
    void close();

    /** Told of one packet after the other. */
    interface Receiver {
        void received(String packet);

        /** It has ended, whoever wanted that. */
        void ended(String how);
    }
}
