@NullMarked
package dev.waybill.files.idle;

import org.jspecify.annotations.NullMarked;
