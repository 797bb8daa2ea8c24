package dev.waybill.server.jobs;

import dev.waybill.server.http.Refusal;

/** What is not there, with the names that OGC API Processes gives to it. */
final class Missing {
    private static final String OGC = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/";

    private Missing() {}

    static Refusal process(String detail) {
        return Refusal.of(404, detail).ofType(OGC + "no-such-process");
    }

    static Refusal job(String what) {
        return Refusal.notFound(what).ofType(OGC + "no-such-job");
    }

    static Refusal result(String detail) {
        return Refusal.of(404, detail).ofType(OGC + "result-not-ready");
    }
}
