@NullMarked
package dev.waybill.local.postgres;

import org.jspecify.annotations.NullMarked;
