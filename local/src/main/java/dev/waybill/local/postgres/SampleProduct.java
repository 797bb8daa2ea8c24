package dev.waybill.local.postgres;

import java.util.Locale;

/** The products that can be made up, each with the paths and documents that its real ones have. */
public enum SampleProduct {
    /** Sentinel-2 level 1C, whole scenes: a STAC document beside a scene, or within it. */
    S2_MSIL1C,
    /** Sentinel-2 level 2A as cloud-optimised files: a STAC document in the directory of a scene. */
    S2_MSIL2A_COG,
    /** A map of land cover, cut into tiles: no satellite, and one day for all. */
    NMD_LAND_COVER,
    /** Landsat 8, level 2: a STAC document under another name. */
    LS8_C2L2;

    /** The name of the product in the index. */
    public String productName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
