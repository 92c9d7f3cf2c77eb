package canyon.server;

/** The fast path of the application server that runs this. */
class FastestOnServer extends FastPathContract {
    FastestOnServer() throws Exception {
        super(new ThisServer(), ThisServer.writer());
    }
}
