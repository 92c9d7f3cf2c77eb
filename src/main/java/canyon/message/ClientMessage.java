package canyon.message;

/** What a client asks for, in whichever dialect it said it. */
public sealed interface ClientMessage {
    void deliverTo(Receiver receiver);

    /**
     * Wants to hear a channel.
     *
     * @param channel the name as it was sent; not checked yet
     * @param auth what the client gave for its authorization, such as {@code {"headers":{…}}}, or Pusher's {@code auth}
     *     and {@code channel_data}; an object
     */
    record Subscribe(String channel, JsonText auth) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSubscribe(this);
        }
    }

    /** Wants to hear a channel no longer. */
    record Unsubscribe(String channel) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnsubscribe(this);
        }
    }

    /**
     * Tells the other subscribers of a channel something, without the application (a whisper).
     *
     * @param channel the name as it was sent; not checked yet
     * @param event the name as it was sent; not checked yet
     * @param data null of JSON if the client gave none
     */
    record ClientEvent(String channel, String event, JsonText data) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onClientEvent(this);
        }
    }

    /** Wants to know whether the server is there (Pusher). */
    record Ping() implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onPing(this);
        }
    }

    /** Is there, as it was asked (Pusher). */
    record Pong() implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onPong(this);
        }
    }

    /**
     * Says which user it belongs to (Pusher).
     *
     * @param auth the application's signature, not checked yet
     * @param userData what is signed, text that should be JSON
     */
    record SignIn(String auth, String userData) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSignIn(this);
        }

        /** Without the signature. */
        @Override
        public String toString() {
            return "SignIn";
        }
    }

    /** Well-formed but not understood. Kept as a value so that it can be counted and answered, not thrown. */
    record Unknown(String event) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnknown(this);
        }
    }

    /** One method for each message, so that a new message does not compile until it is handled. */
    interface Receiver {
        void onSubscribe(Subscribe message);

        void onUnsubscribe(Unsubscribe message);

        void onClientEvent(ClientEvent message);

        void onPing(Ping message);

        void onPong(Pong message);

        void onSignIn(SignIn message);

        void onUnknown(Unknown message);
    }
}
