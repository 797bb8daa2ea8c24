@NullMarked
package dev.waybill.files.chunk;

import org.jspecify.annotations.NullMarked;
