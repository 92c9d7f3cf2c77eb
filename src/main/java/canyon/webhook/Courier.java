package canyon.webhook;

import canyon.http.HttpPost;

/** Brings requests to endpoints. Safe for use from any thread. */
interface Courier extends AutoCloseable {
    /**
     * Begins to send and does not wait.
     *
     * @param receipt hears of the outcome once, perhaps before this returns; not if the request is cancelled
     */
    Call send(HttpPost post, Receipt receipt);

    /** Ends all that is underway. */
    @Override
    void close();

    /** A request that is underway. */
    interface Call {
        /** Ends it; nobody waits for it any more. */
        void cancel();
    }

    /** Whoever waits for the outcome. */
    interface Receipt {
        void answered(int status);

        /** There was no answer. */
        void failed(String reason);
    }
}
