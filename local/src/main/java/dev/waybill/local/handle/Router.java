package dev.waybill.local.handle;

/** Finds who answers a request below {@code /api/handles}, after checking that the caller may ask. */
final class Router {
    static final String ROOT = "/api/handles";

    private final Responsibility responsibility;
    private final Authenticator authenticator;
    private final ReadRoute read;
    private final WriteRoute write;
    private final ListRoute list;
    private final RequestLog log;

    Router(
            Responsibility responsibility,
            Authenticator authenticator,
            ReadRoute read,
            WriteRoute write,
            ListRoute list,
            RequestLog log) {
        this.responsibility = responsibility;
        this.authenticator = authenticator;
        this.read = read;
        this.write = write;
        this.list = list;
        this.log = log;
    }

    Answer answer(Request request) {
        String rest = request.path().substring(ROOT.length());
        if (rest.isEmpty() || rest.equals("/")) {
            return list(request);
        }
        if (!rest.startsWith("/")) {
            throw new Refusal(Code.HANDLE_NOT_FOUND, "handles are below " + ROOT + "/");
        }
        String asked = Percent.decode(rest.substring(1));
        return switch (request.method()) {
            case "GET" -> read.answer(served(HandleName.parse(asked)), request);
            case "PUT" -> {
                HandleName handle = writable(write.target(asked, request.query()), request);
                Answer answer = write.put(handle, request);
                log.changed("PUT", handle.text());
                yield answer;
            }
            case "DELETE" -> {
                HandleName handle = writable(HandleName.parse(asked), request);
                Answer answer = write.delete(handle, request);
                log.changed("DELETE", handle.text());
                yield answer;
            }
            default -> throw notSupported(request);
        };
    }

    private Answer list(Request request) {
        if (!request.method().equals("GET")) {
            throw notSupported(request);
        }
        String prefix = request.query()
                .first("prefix")
                .orElseThrow(() -> new Refusal(Code.PROTOCOL_ERROR, "expected ?prefix=, for example ?prefix=21.TEST"));
        responsibility.check(prefix);
        authenticator.administratorOf(prefix, request);
        return list.answer(prefix, request.query());
    }

    private HandleName served(HandleName handle) {
        responsibility.check(handle);
        return handle;
    }

    private HandleName writable(HandleName handle, Request request) {
        authenticator.administratorOf(served(handle), request);
        return handle;
    }

    private static Refusal notSupported(Request request) {
        return new Refusal(Code.NOT_SUPPORTED, request.method() + " is not supported here");
    }
}
