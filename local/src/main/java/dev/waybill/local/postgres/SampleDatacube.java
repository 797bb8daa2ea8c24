package dev.waybill.local.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;

/** A datacube with sample products in it, for those who have none yet. */
public final class SampleDatacube {
    private static final long AGDC_PRODUCTS = 10_000;
    private static final long ODC_PRODUCTS = 1_000;

    private SampleDatacube() {}

    /** Opens it, or creates it with ten thousand products in the index of schema {@code agdc} and a thousand in {@code odc}. */
    public static Datacube open(PostgresServer server, String name) throws SQLException {
        var datacube = Datacube.open(server, name, EnumSet.of(IndexForm.AGDC, IndexForm.ODC));
        if (isEmpty(datacube)) {
            SampleIndex.of(datacube, IndexForm.AGDC).withShortDocuments().addMixed(AGDC_PRODUCTS);
            SampleIndex.of(datacube, IndexForm.ODC).withShortDocuments().addMixed(ODC_PRODUCTS);
        }
        return datacube;
    }

    private static boolean isEmpty(Datacube datacube) throws SQLException {
        try (Connection connection = datacube.superuser().connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT EXISTS (SELECT FROM agdc.dataset UNION ALL SELECT FROM odc.dataset)")) {
            return !found.next() || !found.getBoolean(1);
        }
    }
}
