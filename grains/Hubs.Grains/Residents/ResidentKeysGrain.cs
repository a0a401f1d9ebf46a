using System.Security.Cryptography;
using System.Text.Json;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>The keys one after the other, 32 bytes each, wrapped together by the <see cref="MasterKey"/>. All zero: destroyed.</summary>
public sealed record ResidentKeys(string Wrapped);

public sealed class ResidentKeysGrain(
    MasterKey master,
    [PersistentState("keys", "hubs")] IPersistentState<ResidentKeys> state
) : Grain, IResidentKeysGrain, IDisposable
{
    private const int Count = 64;

    private byte[]? _keys;

    // Which were given out is not kept: an activation that finds saved keys gives out none of them.
    private int _next = Count;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists)
            _keys = master.Unwrap(Convert.FromBase64String(state.State.Wrapped));
        return Task.CompletedTask;
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_keys);

    public async Task Prepare()
    {
        if (_keys is not null)
            return;
        var keys = RandomNumberGenerator.GetBytes(Count * MasterKey.Bytes);
        await Save(keys);
        _keys = keys;
        _next = 0;
    }

    public Task<SealedDetails?> Seal(ResidentDetails details) =>
        _keys is null ? PrepareAndSeal(details) : Task.FromResult(SealWithNext(details));

    public Task<ResidentDetails?> Open(SealedDetails details)
    {
        if (KeyOf(details.Resident) is not { } key)
            return Task.FromResult<ResidentDetails?>(null);
        var plain = Sealing.Open(key, Convert.FromBase64String(details.Text));
        return Task.FromResult(JsonSerializer.Deserialize(plain, HubsJson.Default.ResidentDetails));
    }

    public async Task Erase(ResidentId resident)
    {
        if (KeyOf(resident) is null || !ResidentIds.TryOfBlock(resident, out _, out var place))
            return;
        var left = _keys!.ToArray();
        left.AsSpan(place * MasterKey.Bytes, MasterKey.Bytes).Clear();
        await Save(left);
        CryptographicOperations.ZeroMemory(_keys);
        _keys = left;
    }

    private async Task<SealedDetails?> PrepareAndSeal(ResidentDetails details)
    {
        await Prepare();
        return SealWithNext(details);
    }

    private SealedDetails? SealWithNext(ResidentDetails details)
    {
        if (_next >= Count)
            return null;
        var place = _next++;
        var plain = JsonSerializer.SerializeToUtf8Bytes(details, HubsJson.Default.ResidentDetails);
        return new SealedDetails(
            ResidentIds.InBlock(this.GetPrimaryKeyString(), place),
            Convert.ToBase64String(Sealing.Seal(KeyAt(place), plain))
        );
    }

    private byte[]? KeyOf(ResidentId resident)
    {
        if (
            !ResidentIds.TryOfBlock(resident, out var block, out var place)
            || block != this.GetPrimaryKeyString()
            || _keys is null
            || place >= _keys.Length / MasterKey.Bytes
        )
            return null;
        var key = KeyAt(place);
        return key.AsSpan().ContainsAnyExcept((byte)0) ? key : null;
    }

    private byte[] KeyAt(int place) =>
        _keys!.AsSpan(place * MasterKey.Bytes, MasterKey.Bytes).ToArray();

    private async Task Save(byte[] keys)
    {
        state.State = new ResidentKeys(Convert.ToBase64String(master.Wrap(keys)));
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception failure)
        {
            // What is saved is unknown, so nothing of it may be used.
            DeactivateOnIdle();
            throw new NotConfirmedException(
                "The key of a resident could not be saved, so nothing was sealed.",
                failure
            );
        }
    }
}
