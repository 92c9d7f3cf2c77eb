package canyon.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.app.TestApps;
import canyon.auth.AuthPool;
import canyon.auth.AuthRequest;
import canyon.auth.ChannelAuthorizer;
import canyon.auth.Grant;
import canyon.broker.LocalBroker;
import canyon.channel.ChannelRegistry;
import canyon.channel.FanOut;
import canyon.channel.Publisher;
import canyon.connection.Connection;
import canyon.connection.RecordingWriter;
import canyon.connection.TestConnections;
import canyon.message.ChannelName;
import canyon.message.ClientMessage;
import canyon.message.JsonText;
import canyon.message.Member;
import canyon.metrics.Meters;
import canyon.user.Users;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens between a subscription and the answer of the application, which the tests give when they like. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(30)
class SubscriptionsTest {
    private static final ConversationLimits LIMITS = new ConversationLimits(3, 2);
    private static final Grant ADMITTED = new Grant.Admitted(null);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ChannelRegistry registry = new ChannelRegistry(1);
    private final Meters meters = new Meters();
    private final FanOut fanOut = new FanOut(registry, meters, 1 << 20);
    private final Application application = new Application();
    private final AuthPool pool = TestServices.pool(4, 1);
    private final Services services = new Services(
            TestApps.directory(TestApps.limits(200, 2, 40, 100)),
            registry,
            new LocalBroker(new Publisher(fanOut, meters, 200)),
            new Users(),
            application,
            pool,
            LIMITS,
            meters);
    private final RecordingWriter client = RecordingWriter.prompt();
    private final Connection connection = TestConnections.echo("1.1", client);
    private final EchoConversation conversation = TestServices.echo(connection, services);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        application.answerEverything();
        pool.stop();
    }

    @Test
    void who_is_admitted_joins_without_a_word() throws Exception {
        subscribe("private-a");
        application.answer("private-a", ADMITTED);

        awaitCount("private-a", 1);
        assertThat(client.frames()).isEmpty();
    }

    @Test
    void who_is_refused_hears_the_status_and_has_not_joined() throws Exception {
        subscribe("private-a");
        application.answer("private-a", new Grant.Refused(419, "expired"));

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"private-a\",419]");
        assertThat(registry.channelCount()).isZero();
    }

    @Test
    void a_refused_second_subscription_leaves_the_first_in_place() throws Exception {
        subscribe("private-a");
        application.answer("private-a", ADMITTED);
        awaitCount("private-a", 1);
        application.forget("private-a");

        subscribe("private-a");
        application.answer("private-a", new Grant.Refused(403, "no"));

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"private-a\",403]");
        assertThat(registry.subscriberCount(new ChannelName("private-a"))).isEqualTo(1);
    }

    @Test
    void who_unsubscribed_meanwhile_does_not_join_and_hears_nothing() throws Exception {
        subscribe("private-a");
        subscribe("private-b");
        unsubscribe("private-a");
        unsubscribe("private-b");
        application.answer("private-a", ADMITTED);
        application.answer("private-b", new Grant.Refused(403, "no"));
        settle();

        assertThat(registry.channelCount()).isZero();
        assertThat(client.frames()).isEmpty();
    }

    @Test
    void who_is_gone_meanwhile_leaves_nothing_behind() throws Exception {
        subscribe("presence-a");
        conversation.end();
        application.answer("presence-a", new Grant.Admitted(member("{\"user_id\":1}")));
        pool.stop();

        assertThat(registry.channelCount()).isZero();
    }

    @Test
    void who_came_back_meanwhile_joins_with_the_answer_to_the_second_request() throws Exception {
        subscribe("private-a");
        application.awaitAsked("private-a");
        unsubscribe("private-a");
        application.forget("private-a");
        subscribe("private-a");
        application.awaitAsked("private-a");

        application.answer("private-a", ADMITTED);

        awaitCount("private-a", 1);
    }

    @Test
    void a_few_are_asked_at_once_and_the_others_wait_for_their_turn() throws Exception {
        subscribe("private-a");
        subscribe("private-b");
        subscribe("private-c");
        application.awaitAsked("private-a", "private-b");
        assertThat(application.asked).isEmpty();

        application.answer("private-a", ADMITTED);

        application.awaitAsked("private-c");
    }

    @Test
    void what_was_left_before_its_turn_is_never_asked() throws Exception {
        subscribe("private-a");
        subscribe("private-b");
        subscribe("private-c");
        unsubscribe("private-c");
        application.answer("private-a", ADMITTED);
        application.answer("private-b", ADMITTED);
        awaitCount("private-b", 1);
        subscribe("private-d");
        application.awaitAsked("private-a", "private-b");

        assertThat(application.asked.take()).isEqualTo("private-d");
    }

    @Test
    void channels_that_wait_for_an_answer_count_too() throws Exception {
        subscribe("private-a");
        subscribe("private-b");
        subscribe("public");

        subscribe("another");

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"another\",429]");
    }

    @Test
    void whoever_asks_for_a_joined_channel_without_end_is_refused() throws Exception {
        subscribe("private-a");
        application.answer("private-a", ADMITTED);
        awaitCount("private-a", 1);
        application.forget("private-a");

        for (int i = 0; i < 4; i++) {
            subscribe("private-a");
        }

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"private-a\",429]");
    }

    @Test
    void credentials_that_wait_may_not_fill_the_memory() throws Exception {
        String large = "{\"x\":\"" + "x".repeat(Subscriptions.MAX_HELD_CHARACTERS / 2) + "\"}";
        new ClientMessage.Subscribe("private-a", new JsonText(large)).deliverTo(conversation);

        new ClientMessage.Subscribe("private-b", new JsonText(large)).deliverTo(conversation);

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"private-b\",429]");
    }

    @Test
    void when_too_many_wait_for_a_thread_the_next_is_told_to_try_again() throws Exception {
        RecordingWriter late = RecordingWriter.prompt();
        for (int i = 0; i < 5; i++) {
            EchoConversation one =
                    TestServices.echo(TestConnections.echo("2." + i, RecordingWriter.prompt()), services);
            subscribe(one, "private-" + i);
        }

        subscribe(TestServices.echo(TestConnections.echo("3.1", late), services), "private-x");

        assertThat(late.await(1)).containsExactly("42[\"subscription_error\",\"private-x\",503]");
    }

    @Test
    void a_description_over_the_limit_is_refused() throws Exception {
        subscribe("presence-a");
        application.answer("presence-a", new Grant.Admitted(member("{\"user_id\":\"" + "é".repeat(20) + "\"}")));

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"presence-a\",413]");
        assertThat(registry.channelCount()).isZero();
    }

    @Test
    void one_member_too_many_is_refused() throws Exception {
        for (int i = 0; i < 2; i++) {
            Connection other = TestConnections.echo("2." + i, RecordingWriter.prompt());
            registry.join(other, new ChannelName("presence-a"), member("{\"user_id\":" + i + "}"), 0);
        }

        subscribe("presence-a");
        application.answer("presence-a", new Grant.Admitted(member("{\"user_id\":7}")));

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"presence-a\",413]");
        assertThat(registry.userCount(new ChannelName("presence-a"))).isEqualTo(2);
    }

    @Test
    void a_fault_of_the_authorizer_is_told_and_costs_nobody_else_anything() throws Exception {
        subscribe("private-fault");

        assertThat(client.await(1)).containsExactly("42[\"subscription_error\",\"private-fault\",500]");
        subscribe("private-a");
        application.answer("private-a", ADMITTED);
        awaitCount("private-a", 1);
    }

    private void settle() throws InterruptedException {
        subscribe("private-last");
        application.answer("private-last", ADMITTED);
        awaitCount("private-last", 1);
        unsubscribe("private-last");
    }

    private void awaitCount(String channel, int count) {
        while (registry.subscriberCount(new ChannelName(channel)) != count) {
            Thread.onSpinWait();
        }
    }

    private void subscribe(String channel) {
        subscribe(conversation, channel);
    }

    private static void subscribe(EchoConversation who, String channel) {
        new ClientMessage.Subscribe(channel, JsonText.EMPTY_OBJECT).deliverTo(who);
    }

    private void unsubscribe(String channel) {
        new ClientMessage.Unsubscribe(channel).deliverTo(conversation);
    }

    private static Member member(String data) {
        return Member.of(new JsonText(data)).orElseThrow();
    }

    /** Answers when the test says what. */
    private static final class Application implements ChannelAuthorizer {
        private final Map<String, CompletableFuture<Grant>> answers = new ConcurrentHashMap<>();
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private volatile boolean answersEverything;

        @Override
        public Grant authorize(AuthRequest request) {
            String channel = request.channel().text();
            if (channel.equals("private-fault")) {
                throw new IllegalStateException("as the test asked for");
            }
            asked.add(channel);
            return answerTo(channel).join();
        }

        void answer(String channel, Grant grant) {
            answerTo(channel).complete(grant);
        }

        /** For the end of a test: nobody waits for an answer any more. */
        void answerEverything() {
            answersEverything = true;
            answers.values().forEach(answer -> answer.complete(ADMITTED));
        }

        /** The next request for this channel waits for an answer of its own. */
        void forget(String channel) {
            answers.remove(channel);
        }

        /** All of them, in whatever order. */
        void awaitAsked(String... channels) throws InterruptedException {
            Set<String> missing = new HashSet<>(Set.of(channels));
            while (!missing.isEmpty()) {
                String next = asked.poll(20, TimeUnit.SECONDS);
                assertThat(next).as("asked, while %s is missing", missing).isNotNull();
                missing.remove(next);
            }
        }

        private CompletableFuture<Grant> answerTo(String channel) {
            CompletableFuture<Grant> answer = answers.computeIfAbsent(channel, name -> new CompletableFuture<>());
            if (answersEverything) {
                answer.complete(ADMITTED);
            }
            return answer;
        }
    }
}
