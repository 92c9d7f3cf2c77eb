package canyon.cluster;

import java.util.List;

/**
 * A presence channel at one moment.
 *
 * @param seats in the order in which they were taken
 */
public record Snapshot(Version version, List<Seat> seats) {
    public Snapshot {
        seats = List.copyOf(seats);
    }
}
