/** Settings declared as data, read from flags, environment and TOML, with every problem reported at once. */
@NullMarked
package dev.waybill.cli.config;

import org.jspecify.annotations.NullMarked;
