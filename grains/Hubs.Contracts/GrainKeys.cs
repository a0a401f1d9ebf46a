using Hubs.Model;

namespace Hubs.Contracts;

/// <summary>Typed keys to typed grains, so that no page builds a key by hand.</summary>
public static class GrainKeys
{
    extension(IGrainFactory grains)
    {
        public INetworkGrain Network => grains.GetGrain<INetworkGrain>(INetworkGrain.Key);

        public IHorizonGrain Horizon => grains.GetGrain<IHorizonGrain>(IHorizonGrain.Key);

        public IDiaryGrain Diary(HubId hub, DateOnly date) =>
            grains.GetGrain<IDiaryGrain>(new DiaryKey(hub, date).ToString());

        public IDiaryGrain Diary(DiaryKey key) => grains.GetGrain<IDiaryGrain>(key.ToString());

        public IPlanGrain Plan(IsoWeek week) => grains.GetGrain<IPlanGrain>(week.ToString());

        public IClinicianGrain Clinician(ClinicianId id) =>
            grains.GetGrain<IClinicianGrain>(id.Value);

        public IOutsideCalendarsGrain OutsideCalendars(ClinicianId id) =>
            grains.GetGrain<IOutsideCalendarsGrain>(id.Value);

        public IHubFeedGrain HubFeed(HubId id) => grains.GetGrain<IHubFeedGrain>(id.Value);

        public IResidentKeysGrain ResidentKeys(string block) =>
            grains.GetGrain<IResidentKeysGrain>(block);

        /// <summary>A resident with a key record of their own, as all had before there were blocks.</summary>
        public IResidentGrain Resident(ResidentId id) => grains.GetGrain<IResidentGrain>(id.Value);
    }
}
