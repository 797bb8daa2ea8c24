package dev.waybill.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser without scripts whose person has logged in. */
public record Visit(Asking http, String cookie) {
    private static final String BOUNDARY = "b";

    /** Shows {@code secret} on the page for it. */
    public static Visit of(URI server, String secret) throws IOException, InterruptedException {
        var http = new Asking(server);
        var form = Jsoup.parse(http.get("/login?to=/").body()).select("form").get(0);
        form.select("input[name=token]").attr("value", secret);
        var in = http.send(
                "POST", form.attr("action"), encoded(form), "Content-Type", "application/x-www-form-urlencoded");
        var set = in.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.contains("Max-Age=43200"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(in.statusCode() + " " + in.body()));
        return new Visit(http, set.replaceFirst(";.*", ""));
    }

    public Document page(String path) throws IOException, InterruptedException {
        var answer = http.get(path, "Cookie", cookie, "Accept", "text/html");
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return Jsoup.parse(answer.body(), http.base() + path);
    }

    /** As its page would, with the fields as they stand there. */
    public HttpResponse<String> submit(Element form) throws IOException, InterruptedException {
        return post(form, encoded(form), "application/x-www-form-urlencoded");
    }

    /** The same, with what somebody has chosen as {@code file}. */
    public HttpResponse<String> submit(Element form, String content) throws IOException, InterruptedException {
        String fields = fields(form).stream()
                .map(field -> part("name=\"" + field.attr("name") + '"', field.attr("value")))
                .collect(Collectors.joining());
        String file = part("name=\"file\"; filename=\"chosen.csv\"", content);
        return post(form, fields + file + "--" + BOUNDARY + "--\r\n", "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private HttpResponse<String> post(Element form, String body, String type) throws IOException, InterruptedException {
        return http.send(
                "POST",
                form.attr("action"),
                body,
                "Content-Type",
                type,
                "Cookie",
                cookie,
                "Origin",
                http.base().toString());
    }

    private static String encoded(Element form) {
        return fields(form).stream()
                .map(field -> field.attr("name") + "=" + URLEncoder.encode(field.attr("value"), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static List<Element> fields(Element form) {
        return form.select("input[name]:not([type=checkbox]):not([type=file])");
    }
}
