package dev.waybill.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SampleIndexIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(PostgresServer.Settings.TEMPORARY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aMixedIndexHasEveryProductOnceInEveryForm(IndexForm form) throws Exception {
        Datacube datacube = Datacube.open(server, "mixed_" + form.name().toLowerCase(Locale.ROOT), Set.of(form));
        SampleIndex index = SampleIndex.of(datacube, form);

        index.addMixed(2_000);
        index.addMixed(2_000);

        String product = form.schema().equals("agdc") ? "dataset_type" : "product";
        assertThat(text(
                        datacube,
                        "SELECT string_agg(line, ' ') FROM (SELECT p.name || '=' || count(*) AS line FROM "
                                + form.schema() + ".dataset d JOIN " + form.schema() + "." + product + " p ON p.id = d."
                                + product + "_ref GROUP BY p.name ORDER BY p.name) AS lines"))
                .isEqualTo("ls8_c2l2=100 nmd_land_cover=100 s2_msil1c=900 s2_msil2a_cog=900");
        assertThat(text(datacube, "SELECT count(DISTINCT uri_body) || ' of ' || count(*) FROM " + places(form)))
                .isEqualTo("2000 of 2000");
    }

    private static String places(IndexForm form) {
        if (form == IndexForm.ODC) {
            return "odc.dataset";
        }
        return form == IndexForm.ODC_WITH_LOCATION ? "odc.location" : "agdc.dataset_location";
    }

    @Test
    void documentsAndPathsHaveTheSizeOfRealOnes() throws Exception {
        Datacube datacube = Datacube.open(server, "sizes", Set.of(IndexForm.AGDC));
        SampleIndex.of(datacube, IndexForm.AGDC).add(SampleProduct.S2_MSIL1C, 0, 1_000);

        double document = Double.parseDouble(text(datacube, "SELECT avg(length(metadata::text)) FROM agdc.dataset"));
        assertThat(document).isBetween(2_000.0, 4_000.0);
        assertThat(text(datacube, "SELECT count(*) FROM agdc.dataset WHERE metadata::text LIKE '%@%'"))
                .isEqualTo("0");
        assertThat(text(
                        datacube,
                        "SELECT uri_scheme || ':' || uri_body FROM agdc.dataset_location ORDER BY id LIMIT 1"))
                .isEqualTo("s3://d49b125f138b4dd9b225925950e638bc:eodata-sentinel2/MSI/L1C/2018/1/1/"
                        + "S2A_MSIL1C_20180101T100000_N0511_R008_T33VWJ_20180101T120000.stac.json");
    }

    @Test
    void shortDocumentsSayTheSameOfTimeAndTile() throws Exception {
        Datacube whole = Datacube.open(server, "whole", Set.of(IndexForm.AGDC));
        Datacube brief = Datacube.open(server, "brief", Set.of(IndexForm.AGDC));
        SampleIndex.of(whole, IndexForm.AGDC).addMixed(400);
        SampleIndex.of(brief, IndexForm.AGDC).withShortDocuments().addMixed(400);

        String said = "SELECT md5(string_agg(id::text || (metadata #>> '{properties,datetime}')"
                + " || (metadata #>> '{properties,odc:region_code}'), ' ' ORDER BY id)) FROM agdc.dataset";
        assertThat(text(brief, said)).isEqualTo(text(whole, said));
        assertThat(text(brief, "SELECT max(length(metadata::text)) < 400 FROM agdc.dataset"))
                .isEqualTo("t");
    }

    private static String text(Datacube datacube, String sql) throws SQLException {
        try (Connection connection = datacube.waybill().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
