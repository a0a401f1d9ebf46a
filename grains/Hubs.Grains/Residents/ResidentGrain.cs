using System.Security.Cryptography;
using System.Text.Json;
using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Grains;

/// <summary>The resident's own key, wrapped by the <see cref="MasterKey"/>. Erased: the key is gone, the record stays so that no new one is made.</summary>
public sealed record ResidentKey(string? Wrapped, bool IsErased);

public sealed class ResidentGrain(
    MasterKey master,
    [PersistentState("resident", "hubs")] IPersistentState<ResidentKey> state
) : Grain, IResidentGrain, IDisposable
{
    private AesGcm? _cipher;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists && state.State.Wrapped is { } wrapped)
            _cipher = new AesGcm(
                master.Unwrap(Convert.FromBase64String(wrapped)),
                tagSizeInBytes: 16
            );
        return Task.CompletedTask;
    }

    public void Dispose() => _cipher?.Dispose();

    public async Task<SealedDetails> Seal(ResidentDetails details)
    {
        if (state is { RecordExists: true, State.IsErased: true })
            throw new InvalidOperationException(
                $"Resident {this.GetPrimaryKeyString()} was erased; nothing more can be kept of them"
            );
        if (_cipher is null)
        {
            var key = RandomNumberGenerator.GetBytes(MasterKey.Bytes);
            await Save(new ResidentKey(Convert.ToBase64String(master.Wrap(key)), IsErased: false));
            _cipher = new AesGcm(key, tagSizeInBytes: 16);
        }
        var plain = JsonSerializer.SerializeToUtf8Bytes(details, HubsJson.Default.ResidentDetails);
        return new SealedDetails(
            new ResidentId(this.GetPrimaryKeyString()),
            Convert.ToBase64String(Sealing.Seal(_cipher, plain))
        );
    }

    public Task<ResidentDetails?> Open(SealedDetails details)
    {
        if (_cipher is null)
            return Task.FromResult<ResidentDetails?>(null);
        var plain = Sealing.Open(_cipher, Convert.FromBase64String(details.Text));
        return Task.FromResult(JsonSerializer.Deserialize(plain, HubsJson.Default.ResidentDetails));
    }

    public async Task Erase()
    {
        await Save(new ResidentKey(null, IsErased: true));
        _cipher?.Dispose();
        _cipher = null;
    }

    private async Task Save(ResidentKey key)
    {
        state.State = key;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
