package dev.waybill.local.stac;

import tools.jackson.databind.JsonNode;

/** What goes back to the client. */
record Answer(int status, String contentType, JsonNode body) {
    static final String JSON = "application/json";
    static final String GEO_JSON = "application/geo+json";

    static Answer json(JsonNode body) {
        return new Answer(200, JSON, body);
    }

    static Answer geoJson(int status, JsonNode body) {
        return new Answer(status, GEO_JSON, body);
    }
}
