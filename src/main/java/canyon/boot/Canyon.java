package canyon.boot;

import canyon.api.ServerStatus;
import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.broker.Broker;
import canyon.channel.ChannelRegistry;
import canyon.config.AppsSettings;
import canyon.config.LoadedSettings;
import canyon.config.Settings;
import canyon.config.SettingsLoader;
import canyon.connection.Connections;
import canyon.dashboard.AdminGuard;
import canyon.dashboard.AppUsage;
import canyon.dashboard.Draining;
import canyon.dashboard.NodeFacts;
import canyon.dashboard.Operations;
import canyon.dashboard.selftest.Arrivals;
import canyon.dashboard.selftest.SelfTest;
import canyon.demo.DemoAuthServlet;
import canyon.demo.DemoFeed;
import canyon.demo.DemoPage;
import canyon.redis.RedisSubscriber;
import canyon.transport.engineio.ClientLibrary;
import canyon.user.Users;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The running application: starts in order, stops in reverse, and gives its parts to whoever has them injected. */
@ApplicationScoped
public class Canyon {
    private static final Logger LOG = System.getLogger(Canyon.class.getName());

    @Resource
    private @Nullable ManagedThreadFactory threadFactory;

    @Resource
    private @Nullable ManagedExecutorService executor;

    @Resource
    private @Nullable ManagedScheduledExecutorService scheduler;

    private @Nullable Node node;
    private @Nullable Threads threads;
    private @Nullable Future<?> sweep;
    private @Nullable Future<?> feed;
    private @Nullable Future<?> invitation;
    private @Nullable RedisSubscriber subscriber;
    private Instant started = Instant.EPOCH;
    private @Nullable Operations operations;

    /**
     * Starts everything.
     *
     * @throws canyon.config.InvalidSettingsException if anything is wrong with the configuration; nothing is served
     *     then
     */
    void start(ServletContext context) throws IOException {
        LoadedSettings loaded = SettingsLoader.load();
        loaded.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        Settings settings = loaded.settings();
        FileDescriptors.ofThisProcess()
                .flatMap(files -> files.shortage(settings.limits().connections()))
                .ifPresent(shortage -> LOG.log(Level.WARNING, shortage));
        Node running = new Node(settings, Objects.requireNonNull(threadFactory));
        node = running;
        if (!settings.fanOut().warmUp().isZero()) {
            new WarmUp(settings.fanOut()).run(Objects.requireNonNull(threadFactory));
        }
        started = Instant.now();
        int clientVersion = settings.socketIo().clientVersion();
        running.door().open(context, ClientLibrary.load(context, "/WEB-INF/socket.io/", clientVersion));
        running.pusherDoor().open(context);
        openRoot(context, settings, running.apps().standard());
        operations = operations(context, running, loaded);
        Threads own = new Threads(Objects.requireNonNull(threadFactory));
        threads = own;
        running.start(own);
        if (settings.redis().url() != null) {
            subscriber = running.redisSubscriber();
            Objects.requireNonNull(executor).execute(subscriber);
        }
        sweep = Objects.requireNonNull(scheduler).scheduleWithFixedDelay(running.appSweep(), 5, 5, TimeUnit.SECONDS);
        announce(settings);
        if (settings.dev()) {
            startDemo(Objects.requireNonNull(scheduler), running.broker(), settings.publicUrl());
        }
    }

    private Operations operations(ServletContext context, Node running, LoadedSettings loaded) {
        Arrivals arrivals = new Arrivals();
        context.addListener(arrivals);
        String id = UUID.randomUUID().toString().substring(0, 8);
        return new Operations(
                new NodeFacts(id, Version.of(context), started, running.writers()::chosen),
                loaded,
                running.meters(),
                running.redisHealth(),
                scope -> AppUsage.Totals.NONE,
                running.authTester(),
                new SelfTest(arrivals, Objects.requireNonNull(threadFactory)),
                new Draining(() -> false, Canyon::cannotDrain, () -> {}));
    }

    private static void cannotDrain(Duration over) {
        throw new UnsupportedOperationException("draining over " + over);
    }

    private void startDemo(ManagedScheduledExecutorService scheduler, Broker broker, @Nullable URI publicUrl) {
        feed = scheduler.scheduleAtFixedRate(new DemoFeed(broker, Clock.systemUTC()), 0, 1, TimeUnit.SECONDS);
        if (publicUrl != null) {
            // Below the many lines of the server's own start, where it is seen.
            invitation = scheduler.schedule(
                    () -> LOG.log(Level.INFO, "Open {0} in a browser: the demo page", publicUrl), 3, TimeUnit.SECONDS);
        }
    }

    private static void openRoot(ServletContext context, Settings settings, App app) {
        context.addServlet("nowhere", new NowhereServlet()).addMapping("/");
        if (settings.dev()) {
            DemoPage.open(context);
            if (settings.auth().standIn()) {
                // Not beside a real application: it lets everybody in.
                DemoAuthServlet.open(context, app);
            }
        } else {
            context.addServlet("root", new RootServlet()).addMapping("");
        }
    }

    private static void announce(Settings settings) {
        AppsSettings apps = settings.apps();
        if (settings.app() == null && apps.file() == null && apps.table() == null) {
            LOG.log(
                    Level.WARNING,
                    "no application is configured (canyon.app.id, canyon.app.key, canyon.app.secret): Socket.IO is served,"
                            + " Pusher clients and the HTTP API are refused");
        }
        LOG.log(
                Level.INFO,
                "who may join private and presence channels is asked of {0} ({1})",
                settings.auth().hosts(),
                settings.auth().endpoint());
        String where = settings.publicUrl() == null ? "" : " at " + settings.publicUrl();
        LOG.log(
                Level.INFO,
                "Canyon serves Socket.IO and Pusher clients{0}{1}",
                where,
                settings.dev() ? " in development mode" : "");
    }

    /** Stops everything; never throws, so that each part gets its turn. */
    void stop() {
        if (sweep != null) {
            sweep.cancel(false);
        }
        if (feed != null) {
            feed.cancel(false);
        }
        if (invitation != null) {
            invitation.cancel(false);
        }
        if (subscriber != null) {
            subscriber.stop();
        }
        if (node != null) {
            node.stop();
        }
        if (threads != null) {
            try {
                threads.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Node node() {
        return Objects.requireNonNull(node, "Canyon has not started");
    }

    @Produces
    @Singleton
    Broker broker() {
        return node().broker();
    }

    @Produces
    @Singleton
    Users users() {
        return node().users();
    }

    @Produces
    @Singleton
    Connections connections() {
        return node().connections();
    }

    @Produces
    @Singleton
    Settings settings() {
        return node().settings();
    }

    @Produces
    @Singleton
    Operations operations() {
        return Objects.requireNonNull(operations, "Canyon has not started");
    }

    @Produces
    @Singleton
    AdminGuard guard() {
        return new LoopbackGuard(node().settings());
    }

    @Produces
    @Singleton
    AppDirectory apps() {
        return node().apps();
    }

    @Produces
    @Singleton
    ServerStatus status() {
        return new ServerStatus(node().connections()::count, started);
    }

    @Produces
    @ApplicationScoped
    ChannelRegistry registry() {
        return node().registry();
    }
}
