package dev.waybill.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The program that runs the development stack until it is told to stop.
 *
 * <p>Meant to be a process of its own, so that the broker's libraries stay away from ours. The main thread starts the
 * services; the shutdown hook stops them.
 */
@Command(
        name = "local-stack",
        description = "Runs the services Waybill works with, on this machine and for this machine only.",
        sortOptions = false)
public final class LocalStack implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int FAILED = 4;
    private static final int PORT_TAKEN = 6;

    @Mixin
    private final StackOptions options = new StackOptions();

    private LocalStack() {}

    public static void main(String... arguments) {
        // Before the first logger exists. Under Logback's own name the file would also reach whoever tests with us.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "dev/waybill/local/logback-local.xml");
        }
        var command = new CommandLine(new LocalStack());
        command.setParameterExceptionHandler((wrong, typed) -> {
            System.err.println(wrong.getMessage() + "\nsee --help");
            return USAGE;
        });
        command.setExecutionExceptionHandler((thrown, line, parsed) -> {
            System.err.println(thrown instanceof IOException ? thrown.getMessage() : thrown.toString());
            return thrown instanceof PortTakenException ? PORT_TAKEN : FAILED;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackPlan plan = options.plan();
        var stack = new RunningStack(plan);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        if (options.exitWithParent()) {
            exitAtEndOfInput();
        }
        stack.start();
        stack.endpoints().forEach((service, endpoint) -> System.out.printf("%-10s %s%n", service, endpoint));
        new CountDownLatch(1).await(); // until a signal ends the process
        return 0;
    }

    /** The parent holds the other end of our standard input: the system closes it however the parent ends. */
    private static void exitAtEndOfInput() {
        var watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        System.err.println("standard input cannot be read, stopping: " + e.getMessage());
                    }
                    System.exit(0);
                },
                "watch-parent");
        watch.setDaemon(true);
        watch.start();
    }
}
