package canyon.server;

/** The fast path of WildFly. */
class UndertowFrameWriterIT extends FastPathContract {
    UndertowFrameWriterIT() throws Exception {
        super(new UndertowServer(), "WildFly");
    }
}
