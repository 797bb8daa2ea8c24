package dev.waybill.server.console;

/** The pages that the navigation leads to, in its order. */
public enum Section {
    OVERVIEW("/", "Overview"),
    IN_FLIGHT("/in-flight", "In flight"),
    FAILURES("/failures", "Failures"),
    REPLAYS("/replays", "Replays"),
    BATCHES("/batches", "Batches"),
    FILES("/files", "Files"),
    PRODUCTS("/products", "Product jobs"),
    WORKERS("/workers", "Workers"),
    AUDIT("/audit", "Audit"),
    LOCAL_STACK("/local", "Local stack");

    private final String path;
    private final String title;

    Section(String path, String title) {
        this.path = path;
        this.title = title;
    }

    public String path() {
        return path;
    }

    public String title() {
        return title;
    }
}
