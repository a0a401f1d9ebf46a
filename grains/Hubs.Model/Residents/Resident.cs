namespace Hubs.Model;

/// <summary>What a resident tells us. Never stored, logged or shown outside a page of those who need it: only <see cref="SealedDetails"/> is kept.</summary>
public sealed record ResidentDetails(string Name, string Contact)
{
    public override string ToString() => "ResidentDetails { redacted }";
}

/// <summary>Details encrypted under the resident's own key (AES-GCM: nonce, ciphertext, tag; base64). Destroying the key erases the person.</summary>
public sealed record SealedDetails(ResidentId Resident, string Text)
{
    public override string ToString() => $"SealedDetails {{ {Resident} }}";
}
