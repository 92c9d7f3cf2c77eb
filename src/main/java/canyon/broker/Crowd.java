package canyon.broker;

/**
 * How many listen to a channel.
 *
 * @param subscriptions connections that do
 * @param users in a presence channel, 0 in any other
 */
public record Crowd(int subscriptions, int users) {
    public boolean isOccupied() {
        return subscriptions > 0;
    }
}
