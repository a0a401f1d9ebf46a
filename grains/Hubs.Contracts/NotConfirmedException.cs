namespace Hubs.Contracts;

/// <summary>A save failed on the way, so nobody knows yet whether the command was carried out. The same command with the same key finds out.</summary>
public sealed class NotConfirmedException : Exception
{
    public NotConfirmedException()
        : this("Not confirmed: send the same command with the same key again.") { }

    public NotConfirmedException(string message)
        : base(message) { }

    public NotConfirmedException(string message, Exception cause)
        : base(message, cause) { }
}
