package dev.waybill.cli.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.cli.server.Offer;
import dev.waybill.cli.server.WaybillServer;
import dev.waybill.server.access.Access;
import dev.waybill.server.access.AccessSettings;
import dev.waybill.server.access.Asking;
import dev.waybill.server.access.AuditLine;
import dev.waybill.server.access.Role;
import dev.waybill.server.access.Visit;
import dev.waybill.server.console.Section;
import dev.waybill.server.console.inbox.Batches;
import dev.waybill.server.http.DoorSettings;
import dev.waybill.server.pipelines.PipelineWatch;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of a real API and worker, seen and changed by people who have logged in to the server beside them. */
final class BatchPagesIT {
    private static final DoorSettings HERE = DoorSettings.at("127.0.0.1", 0);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private BatchSite site;

    @SuppressWarnings("NullAway.Init")
    private Access access;

    @SuppressWarnings("NullAway.Init")
    private BatchServices services;

    @SuppressWarnings("NullAway.Init")
    private PipelineWatch watch;

    @SuppressWarnings("NullAway.Init")
    private WaybillServer server;

    @SuppressWarnings("NullAway.Init")
    private String job;

    /** The job is over before there are tokens. */
    @BeforeEach
    void open() throws Exception {
        site = BatchSite.start(folder);
        var settings = new AccessSettings(folder.resolve("tokens.json"), folder.resolve("audit.jsonl"), 200);
        access = Access.of(settings, "127.0.0.1", InstantSource.system());
        services = BatchServices.start(site.brokers(), site.clickHouse().uri(), HERE, access, folder.resolve("batch"));
        watch = PipelineWatch.start(Optional.empty(), List.of(), Optional.empty(), InstantSource.system());
        var batches = new Offer(
                Set.of(Section.BATCHES),
                pages -> List.of(new Batches(pages, services.api(), InstantSource.system())),
                List::of);
        server = WaybillServer.start(HERE, access, watch, List.of(), List.of(batches));
        Path file = Files.writeString(
                folder.resolve("rows.csv"), "event_id,timestamp,amount\na,1,2.5\nb,2,=1+1\n<i>c</i>,x,1\n");
        job = site.job(services.uri(), site.model(services.uri(), "purchases"), file);
        site.batch(services.uri(), "job", "wait", job, "--timeout", "240");
    }

    @AfterEach
    void close() {
        server.close();
        watch.close();
        services.close();
        site.close();
    }

    private Visit visit(String name, Role role) throws Exception {
        return Visit.of(
                server.uri(),
                access.tokens().create(name, role, Optional.empty()).secret());
    }

    @Test
    void aBatchIsSeenWithItsRejectsAndTheyAreSentOnceMore() throws Exception {
        var olga = visit("olga", Role.OPERATOR);

        var list = olga.page("/batches");
        var page = olga.page("/batches/" + job);
        String csv = olga.http()
                .get("/batches/" + job + "/rejected.csv", "Cookie", olga.cookie())
                .body();
        var retried = olga.submit(page.select("form[action$=/retry]").get(0), "event_id,timestamp,amount\nb,2,2\n");

        assertThat(list.select("tbody tr").get(0).text()).contains(job, "partial success", "100 %", "purchases");
        assertThat(page.select("main i")).isEmpty();
        assertThat(page.text()).contains("INVALID_FLOAT64", "INVALID_UINT32", "<i>c</i>");
        assertThat(csv).startsWith("ROW,EVENT_ID").contains("'=1+1");
        assertThat(retried.statusCode()).as(retried.body()).isEqualTo(303);
        var after = olga.page("/batches");
        assertThat(after.select("tbody tr")).hasSize(2);
        assertThat(after.text()).contains("chosen.csv");
        assertThat(olga.page("/batches?state=failed").select("tbody tr")).isEmpty();
        assertThat(access.audit().last(10))
                .extracting(AuditLine::actor, AuditLine::action, AuditLine::result)
                .startsWith(tuple("olga", "batches.retry", AuditLine.DONE))
                .hasSize(2); // the model was the first
        assertThat(access.audit().last(1).get(0).filter()).containsEntry("job", job);
    }

    @Test
    void aBatchIsCancelledOnceAndWhatIsOverIsNot() throws Exception {
        var olga = visit("olga", Role.OPERATOR);
        var over = olga.page("/batches/" + job);
        site.clickHouse().close(); // so that nothing ends from now on
        olga.submit(over.select("form[action$=/retry]").get(0), "event_id,timestamp,amount\nb,2,2\n");
        String waiting = olga.page("/batches").select("tbody a").get(0).attr("href");
        var form = olga.page(waiting).select("form[action$=/cancel]").get(0);

        var cancelled = olga.submit(form);
        form.attr("action", "/batches/" + job + "/cancel");
        var refused = olga.submit(form);

        assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(303);
        assertThat(olga.page(waiting).text()).contains("cancelled");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(over.select("form[action$=/cancel]")).isEmpty();
        assertThat(access.audit().last(10))
                .extracting(AuditLine::actor, AuditLine::action, AuditLine::result)
                .startsWith(
                        tuple("olga", "POST /batches/{id}/cancel", "refused with 409"),
                        tuple("olga", "batches.cancel", AuditLine.DONE),
                        tuple("olga", "batches.retry", AuditLine.DONE))
                .hasSize(4);
    }

    @Test
    void nobodyElseChangesABatch() throws Exception {
        var olga = visit("olga", Role.OPERATOR);
        var vera = visit("vera", Role.VIEWER);
        var form = olga.page("/batches/" + job).select("form[action$=/retry]").get(0);
        var seen = vera.page("/batches/" + job);

        var ofAnother = vera.submit(form, "event_id,timestamp,amount\nb,2,2\n");
        form.select("input[name=csrf]")
                .attr("value", vera.page("/").select("input[name=csrf]").val());
        var tooLow = vera.submit(form, "event_id,timestamp,amount\nb,2,2\n");
        form.select("input[name=csrf]").remove();
        var withoutWord = olga.submit(form, "event_id,timestamp,amount\nb,2,2\n");

        assertThat(seen.select("form[action^=/batches]")).isEmpty();
        assertThat(seen.text()).doesNotContain("<i>c</i>").contains("can be seen by an operator");
        assertThat(ofAnother.statusCode()).isEqualTo(403);
        assertThat(ofAnother.body()).contains("load the page again");
        assertThat(tooLow.statusCode()).isEqualTo(403);
        assertThat(tooLow.body()).contains("needs the role operator");
        assertThat(withoutWord.statusCode()).isEqualTo(403);
        assertThat(olga.page("/batches").select("tbody tr")).hasSize(1);
    }

    @Test
    void aFileThatIsTooLargeForAPageIsRefused() throws Exception {
        var olga = visit("olga", Role.OPERATOR);
        var form = olga.page("/batches/" + job).select("form[action$=/retry]").get(0);

        var answer = olga.submit(form, "x".repeat(5 << 20));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(olga.page("/batches").select("tbody tr")).hasSize(1);
    }

    @Test
    void whoIsNotLoggedInIsSentToAPageThatLooksLikeTheOthers() throws Exception {
        visit("olga", Role.OPERATOR);
        var http = new Asking(server.uri());
        String there = "/batches?state=\"><script>alert(1)</script>";

        var first = http.get("/batches", "Accept", "text/html");
        var page = Jsoup.parse(
                http.get("/login?to=" + URLEncoder.encode(there, UTF_8)).body());
        var wrong = Jsoup.parse(http.send(
                        "POST",
                        "/login",
                        "token=wb_no&to=/batches",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .body());
        int style = http.get(page.select("link[rel=stylesheet]").attr("href")).statusCode();

        assertThat(first.headers().firstValue("Location")).hasValue("/login?to=%2Fbatches");
        assertThat(page.select("input[name=to]").val()).isEqualTo(there);
        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("input[name=token]").attr("type")).isEqualTo("password");
        assertThat(wrong.select("[role=alert]").text()).contains("unknown, has expired or was revoked");
        assertThat(wrong.select("input[name=to]").val()).isEqualTo("/batches");
        assertThat(style).isEqualTo(200);
    }
}
