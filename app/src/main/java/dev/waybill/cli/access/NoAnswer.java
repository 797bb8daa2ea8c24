package dev.waybill.cli.access;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Why a server that was asked did not answer, in words for whoever asked. */
public final class NoAnswer {
    private NoAnswer() {}

    /** One clause, without a stop at its end. */
    public static String reason(Throwable thrown) {
        if (has(thrown, CertificateExpiredException.class) || has(thrown, CertificateNotYetValidException.class)) {
            return "its certificate is not valid today";
        }
        if (has(thrown, CertPathBuilderException.class)) {
            return "its certificate is none that is trusted here; --cacert FILE says which are";
        }
        if (has(thrown, CertificateException.class)) {
            return "its certificate is of another host: " + thrown.getMessage();
        }
        if (has(thrown, SSLException.class)) {
            return "no TLS connection: " + thrown.getMessage();
        }
        return thrown.getMessage() == null ? "does not answer" : thrown.getMessage();
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
