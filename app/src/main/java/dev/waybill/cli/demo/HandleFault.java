package dev.waybill.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;

/** The fault switch of the local Handle service: while it is on, connections end without an answer. */
record HandleFault(URI server, StackHttp http) implements Outage.Fault {
    private static final byte[] DOWN = "{\"down\":true}".getBytes(UTF_8);

    @Override
    public void begin() {
        http.put(faults(), DOWN);
    }

    @Override
    public void end() {
        http.delete(faults());
    }

    private URI faults() {
        return URI.create(server.toString().replaceAll("/+$", "") + "/faults");
    }
}
