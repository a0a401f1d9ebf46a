using System.Collections.Immutable;
using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>Keeps the next six weeks planned and published. One grain, key <see cref="Key"/>.</summary>
public interface IHorizonGrain : IGrainWithStringKey
{
    const string Key = "horizon";

    /// <summary>
    /// Starts what is next to do and answers at once: the first week of the window that has no plan is allocated and published. Call it again
    /// until <see cref="HorizonState.IsDone"/>; a repeat while a week is being worked on changes nothing.
    /// </summary>
    Task<HorizonState> Advance();
}
