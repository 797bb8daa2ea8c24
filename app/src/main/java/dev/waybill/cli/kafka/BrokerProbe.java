package dev.waybill.cli.kafka;

import dev.waybill.cli.error.CommandException;
import dev.waybill.cli.error.ExitCode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks whether anything listens, before a Kafka client, which would go on asking for minutes, is started. */
final class BrokerProbe {
    private BrokerProbe() {}

    /** Returns if one of the brokers accepts a connection; the time is shared by all of them. */
    static void require(String servers, Duration within) {
        List<String> answers = new ArrayList<>();
        String[] each = servers.split(",", -1);
        for (String server : each) {
            try (var socket = new Socket()) {
                socket.connect(address(server), Math.max(1, (int) within.toMillis() / each.length));
                return;
            } catch (IOException | IllegalArgumentException e) {
                answers.add(each.length == 1 ? reason(e) : server + " " + reason(e));
            }
        }
        throw unreachable(servers, String.join(", ", answers));
    }

    static CommandException unreachable(String servers, String came) {
        return CommandException.at(ExitCode.UNREACHABLE, servers, came)
                .expected("a Kafka broker at kafka.\"bootstrap.servers\"")
                .next("waybill up   starts one here, or set WAYBILL_KAFKA_BOOTSTRAP_SERVERS=host:port");
    }

    private static InetSocketAddress address(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        String host = server.substring(0, colon).replaceAll("^\\[|]$", "");
        var address = new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new IOException("unknown host");
        }
        return address;
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? "does not answer" : message;
    }
}
