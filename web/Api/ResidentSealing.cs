using Hubs.Contracts;
using Hubs.Model;

namespace Hubs.Web.Api;

/// <summary>Between a form and a diary: names and contacts go in, sealed details come out, and the other way for those who may see them.</summary>
public sealed class ResidentSealing(IGrainFactory grains, CommandKeys keys)
{
    public Task<SealedDetails> Seal(CommandId command, ResidentDetails details) =>
        grains.Resident(keys.ResidentOf(command)).Seal(details);

    /// <summary>Null when nobody was named, or the person was erased.</summary>
    public async Task<ResidentDetails?> Open(SealedDetails? details) =>
        details is null ? null : await grains.Resident(details.Resident).Open(details);
}
