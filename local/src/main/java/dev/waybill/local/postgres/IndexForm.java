package dev.waybill.local.postgres;

import java.util.List;

/** The forms that the index of an Open Data Cube has in the databases of the world. */
public enum IndexForm {
    /** Schema {@code agdc} of the driver {@code postgres}: datasets, and their locations beside them. */
    AGDC("agdc", "agdc agdc-updated"),
    /** The same as it was before 1.8.3: nothing says when a dataset was changed. */
    AGDC_WITHOUT_UPDATED("agdc", "agdc"),
    /** Schema {@code odc} of the driver {@code postgis} since 1.9: a dataset has at most one location, and carries it. */
    ODC("odc", "odc odc-uri"),
    /** The same as its release candidates had it: locations beside the datasets. */
    ODC_WITH_LOCATION("odc", "odc odc-location");

    private final String schema;
    private final String scripts;

    IndexForm(String schema, String scripts) {
        this.schema = schema;
        this.scripts = scripts;
    }

    /** The schema it lies in. */
    public String schema() {
        return schema;
    }

    List<String> scripts() {
        return List.of(scripts.split(" "));
    }
}
