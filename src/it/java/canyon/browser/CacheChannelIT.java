package canyon.browser;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith({Browsers.class, DemoServers.class})
@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheChannelIT {
    private static final String JOIN = """
            echoAs('henry').%s('%s').subscribed(() => hear('in')())
                    .on('pusher:cache_miss', () => hear('miss')()).listen('.price', hear('price'));""";

    @ParameterizedTest
    @CsvSource({
        "channel, cache-prices, cache-prices",
        "private, cache-desk.henry, private-cache-desk.henry",
        "join, cache-room, presence-cache-room",
    })
    void the_first_hears_that_there_is_nothing_and_who_comes_later_hears_the_last_event(
            String method, String name, String channel, Browser browser, DemoServer demo) {
        EchoPage first = EchoPage.open(browser, demo);
        first.run(JOIN.formatted(method, name));
        first.awaitHeard("in", "miss");
        demo.publishAsLaravel(channel, "price", "{\"euro\":1.5}");
        demo.publishAsPusher(channel, "price", 2);
        first.awaitHeard("in", "miss", "price {\"euro\":1.5}", "price 2");

        EchoPage later = EchoPage.open(browser, demo);
        later.run(JOIN.formatted(method, name));

        later.awaitHeard("in", "price 2");
    }
}
