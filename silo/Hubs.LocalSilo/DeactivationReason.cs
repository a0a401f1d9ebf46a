namespace Hubs.LocalSilo;

/// <summary>Why an activation ended; given to <see cref="Grain.OnDeactivateAsync"/>.</summary>
public readonly struct DeactivationReason(
    DeactivationReasonCode code,
    Exception? exception,
    string text
)
{
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text) { }

    public DeactivationReasonCode ReasonCode { get; } = code;
    public string Description { get; } = text;
    public Exception? Exception { get; } = exception;

    public override string ToString() => $"{ReasonCode}: {Description}";
}

/// <summary>Those of Orleans' codes that can happen in one process, under the same names.</summary>
public enum DeactivationReasonCode
{
    None,
    ShuttingDown,
    ActivationFailed,
    ActivationIdle,
    ApplicationError,
    ApplicationRequested,
}
