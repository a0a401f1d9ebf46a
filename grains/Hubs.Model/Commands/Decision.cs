namespace Hubs.Model;

/// <summary>
/// What deciding a command came to. Refused: only <see cref="Refusal"/>. Carried out: the receipt and the <see cref="Entry"/> that makes it true once
/// applied. Nothing to do (a repeat, or already so): only the receipt.
/// </summary>
public readonly record struct Decision<TEntry>(Receipt? Receipt, Refusal? Refusal, TEntry? Entry)
    where TEntry : class
{
    /// <summary>As an answer. A repeated key whose receipt is of another kind belonged to another command.</summary>
    public Answer<TReceipt> As<TReceipt>()
        where TReceipt : Receipt =>
        Refusal is { } refusal ? refusal
        : Receipt is TReceipt receipt ? receipt
        : AnsweredCommand.KeyReused;
}

/// <summary>The answer a command got, kept so that its repeat gets the same.</summary>
public sealed record AnsweredCommand(string Fingerprint, Receipt Receipt)
{
    /// <summary>When it was given. Not kept at first, so it may be missing.</summary>
    public DateTimeOffset At { get; init; }

    public static readonly Refusal KeyReused = new(
        "key-reused",
        "This request carries the key of an earlier, different request. Send it again with a new key."
    );

    /// <summary>The first answer again, or, when the key now carries another request, a refusal.</summary>
    public Decision<TEntry> Repeat<TEntry>(CommandInfo info)
        where TEntry : class =>
        Fingerprint == info.Fingerprint ? new(Receipt, null, null) : new(null, KeyReused, null);
}
