package canyon.boot;

import canyon.activity.Activity;
import canyon.api.ServerStatus;
import canyon.app.App;
import canyon.app.AppDirectory;
import canyon.broker.Broker;
import canyon.broker.Census;
import canyon.channel.ChannelRegistry;
import canyon.config.AppsSettings;
import canyon.config.LoadedSettings;
import canyon.config.Settings;
import canyon.config.SettingsLoader;
import canyon.connection.Admissions;
import canyon.connection.Connections;
import canyon.dashboard.NodeFacts;
import canyon.dashboard.Operations;
import canyon.dashboard.selftest.Arrivals;
import canyon.dashboard.selftest.SelfTest;
import canyon.demo.DemoAuthServlet;
import canyon.demo.DemoFeed;
import canyon.demo.DemoPage;
import canyon.drain.Drain;
import canyon.metrics.Meters;
import canyon.ops.Health;
import canyon.ops.OpsDoor;
import canyon.ops.jmx.ManagedBeans;
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
    /** How long the start waits for it; a Redis that is away must not keep Canyon from serving its HTTP API. */
    private static final Duration REDIS_AT_START = Duration.ofSeconds(2);

    /** How long clients that come back wait for it, who would miss events. */
    private static final Duration REDIS_AT_RETURN = Duration.ofSeconds(15);

    private static final Logger LOG = System.getLogger(Canyon.class.getName());

    @Resource
    private @Nullable ManagedThreadFactory threadFactory;

    @Resource
    private @Nullable ManagedExecutorService executor;

    @Resource
    private @Nullable ManagedScheduledExecutorService scheduler;

    private @Nullable Node node;
    private @Nullable Threads threads;
    private @Nullable Dashboard dashboard;
    private @Nullable Future<?> sweep;
    private @Nullable Future<?> feed;
    private @Nullable Future<?> invitation;
    private @Nullable RedisSubscriber subscriber;
    private @Nullable OpsDoor ops;
    private @Nullable ManagedBeans beans;
    private final Health health = Health.ofApplication();
    private Instant started = Instant.EPOCH;
    private @Nullable Operations operations;
    private boolean drained;

    /**
     * Starts everything.
     *
     * @throws canyon.config.InvalidSettingsException if anything is wrong with the configuration; nothing is served
     *     then
     */
    void start(ServletContext context) throws IOException {
        LoadedSettings loaded = SettingsLoader.load();
        loaded.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        loaded.imports()
                .forEach(setting -> LOG.log(
                        Level.INFO, "{0} is imported: {1} ({2})", setting.key(), setting.name(), setting.from()));
        Settings settings = loaded.settings();
        FileDescriptors.ofThisProcess()
                .flatMap(files -> files.shortage(settings.limits().connections()))
                .ifPresent(shortage -> LOG.log(Level.WARNING, shortage));
        Node running = new Node(settings, Objects.requireNonNull(threadFactory));
        node = running;
        Dashboard operators = new Dashboard(settings, running);
        dashboard = operators;
        if (!settings.fanOut().warmUp().isZero()) {
            // Not the server's: Open Liberty lets those run only after the start if a request has begun it.
            new WarmUp(settings.fanOut()).run(Thread::new);
        }
        started = Instant.now();
        int clientVersion = settings.socketIo().clientVersion();
        running.door().open(context, ClientLibrary.load(context, "/WEB-INF/socket.io/", clientVersion));
        running.pusherDoor().open(context);
        OpsDoor door = running.opsDoor(health, operators.admins()::isAdmin);
        ops = door;
        door.open(context);
        openRoot(context, settings, running.apps().standard());
        operators.open(context);
        operations = operations(context, running, operators, loaded);
        Threads own = new Threads(Objects.requireNonNull(threadFactory));
        threads = own;
        running.start(own);
        operators.start(own, Objects.requireNonNull(scheduler));
        if (settings.redis().url() != null) {
            subscriber = running.redisSubscriber();
            Objects.requireNonNull(executor).execute(subscriber);
        }
        running.neighbours().ifPresent(neighbours -> neighbours.begin(Version.of(context), started));
        welcome(Returning.take(context).orElse(null), running, own);
        sweep = Objects.requireNonNull(scheduler).scheduleWithFixedDelay(running.appSweep(), 5, 5, TimeUnit.SECONDS);
        beans = running.managedBeans(context.getContextPath(), health);
        health.begin(running.probes());
        announce(settings);
        if (settings.dev()) {
            startDemo(Objects.requireNonNull(scheduler), running.broker(), settings.publicUrl());
        }
    }

    private Operations operations(ServletContext context, Node running, Dashboard operators, LoadedSettings loaded) {
        Arrivals arrivals = new Arrivals();
        context.addListener(arrivals);
        String id = running.neighbours()
                .map(neighbours -> neighbours.cluster().label())
                .orElseGet(() -> UUID.randomUUID().toString().substring(0, 8));
        return new Operations(
                new NodeFacts(id, Version.of(context), started, running.writers()::chosen),
                loaded,
                running.meters(),
                running.redisHealth(),
                operators::usage,
                running.authTester(),
                new SelfTest(arrivals, Objects.requireNonNull(threadFactory)),
                running.draining(),
                running.clusterView());
    }

    /**
     * Whoever comes as soon as it can, misses nothing from then on: newcomers wait until Laravel is heard. Where the
     * deployment before has sent many away, they wait outside, while the rest of Canyon serves already; besides, Open
     * Liberty may let the subscriber begin only after all requests that have waited for the application.
     */
    private static void welcome(@Nullable Returning returning, Node running, Threads own) {
        Admissions admissions = running.connections().admissions();
        boolean isCrowd = returning != null && returning.pace(admissions, Instant.now());
        boolean isHeard = running.awaitRedis(isCrowd ? Duration.ZERO : REDIS_AT_START);
        if (returning != null && !isHeard) {
            admissions.hold(REDIS_AT_RETURN);
            own.execute(() -> {
                running.awaitRedis(REDIS_AT_RETURN);
                admissions.release();
            });
        }
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
        boolean isNamed = settings.app() != null || !apps.imported().isEmpty();
        if (!isNamed && apps.file() == null && apps.table() == null) {
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

    /** Sends the clients away, one after the other, while everything still runs for those who are there. */
    void drain(ServletContext context) {
        Node running = node;
        if (running == null || drained) {
            return;
        }
        drained = true;
        Settings settings = running.settings();
        // Whoever develops restarts often, and waits for it.
        Duration duration = settings.dev() ? Duration.ZERO : settings.operator().drain();
        running.drain().complete(duration);
        new Returning(running.drain().sentAway(), Instant.now()).keep(context);
    }

    /** Stops everything; never throws, so that each part gets its turn. */
    void stop() {
        health.end();
        if (beans != null) {
            beans.close();
        }
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
        if (dashboard != null) {
            dashboard.stop();
        }
        if (node != null) {
            node.stop();
        }
        if (ops != null) {
            ops.close();
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
    Census census() {
        return node().census();
    }

    @Produces
    @Singleton
    Health health() {
        return health;
    }

    @Produces
    @Singleton
    Meters meters() {
        return node().meters();
    }

    @Produces
    @Singleton
    Activity activity() {
        return node().activity();
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
    Drain drain() {
        return node().drain();
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
