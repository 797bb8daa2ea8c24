/** {@code config}: the settings checked, shown and explained. */
@NullMarked
package dev.waybill.cli.settings;

import org.jspecify.annotations.NullMarked;
