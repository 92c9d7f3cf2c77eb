package canyon.message;

/**
 * One connection of a user in a presence channel.
 *
 * @param socket of that connection; a user with two browser tabs has two
 */
public record Presence(Member member, SocketId socket) {
    /** As laravel-echo-server shows it: the application's description and {@code socketId}. */
    public JsonText json() {
        String data = member.data().text();
        String rest = data.substring(0, data.length() - 1).stripTrailing();
        return new JsonText(
                rest + (rest.equals("{") ? "" : ",") + "\"socketId\":" + JsonText.ofString(socket.text()) + "}");
    }
}
