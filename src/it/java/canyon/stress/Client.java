package canyon.stress;

/**
 * Somebody at a browser.
 *
 * @param user whose other browsers may be there, too
 * @param version of Engine.IO
 * @param transport {@code websocket} or {@code polling}
 */
record Client(int number, String user, int version, String transport) {}
