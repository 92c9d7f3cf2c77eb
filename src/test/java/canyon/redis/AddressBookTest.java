package canyon.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import canyon.config.RedisPrefixes;
import canyon.metrics.Drop;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AddressBookTest {
    private final LaravelMessages messages = new LaravelMessages(RedisPrefixes.parse("*_database_,none"), 1024);
    private final Map<String, Integer> readings = new HashMap<>();
    private final AddressBook book = new AddressBook(name -> {
        readings.merge(new String(name, UTF_8), 1, Integer::sum);
        return messages.address(name);
    });

    @Test
    void a_name_is_read_once() {
        Address first = find("laravel_database_orders");
        Address again = find("laravel_database_orders");

        assertThat(again).isSameAs(first).isEqualTo(address("laravel_database_orders"));
        assertThat(readings).containsExactly(Map.entry("laravel_database_orders", 1));
    }

    @Test
    void a_name_that_no_client_may_have_is_remembered_too() {
        find("PresenceChannelUpdated");

        assertThat(find("PresenceChannelUpdated")).isEqualTo(new Address.Closed(Drop.RESERVED_CHANNEL));
        assertThat(readings).containsExactly(Map.entry("PresenceChannelUpdated", 1));
    }

    @Test
    void names_that_hash_alike_are_kept_apart() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());

        assertThat(find("Aa")).isEqualTo(address("Aa"));
        assertThat(find("BB")).isEqualTo(address("BB"));
        assertThat(find("Aa")).isEqualTo(address("Aa"));
        assertThat(readings).containsEntry("Aa", 1).containsEntry("BB", 1);
    }

    @Test
    void of_more_names_than_there_is_room_for_each_is_still_known() {
        for (int i = 0; i < 4 * AddressBook.PAIR_COUNT; i++) {
            assertThat(find("channel." + i)).isEqualTo(address("channel." + i));
        }
        for (int i = 0; i < 4 * AddressBook.PAIR_COUNT; i++) {
            assertThat(find("channel." + i)).isEqualTo(address("channel." + i));
        }
    }

    @Test
    void a_very_long_name_takes_no_memory() {
        String name = "x".repeat(AddressBook.NAME_BYTES + 1);

        find(name);
        find(name);

        assertThat(readings).containsEntry(name, 2);
    }

    private Address find(String redisChannel) {
        return book.find(redisChannel.getBytes(UTF_8));
    }

    private Address address(String redisChannel) {
        return messages.address(redisChannel.getBytes(UTF_8));
    }
}
