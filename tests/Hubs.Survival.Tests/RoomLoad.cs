using System.Collections.Concurrent;
using System.Net;
using Hubs.Model;
using Hubs.Running;

namespace Hubs.Survival.Tests;

/// <summary>Receptionists who say of their room, again and again, what state it is in. Written down is what was asked last and what was answered last.</summary>
public sealed class RoomLoad(IReadOnlyList<(HubId Hub, RoomId Room)> rooms, DateOnly date)
{
    private static readonly RoomState[] States =
    [
        RoomState.Ready,
        RoomState.InUse,
        RoomState.NeedsCleaning,
        RoomState.OutOfUse,
    ];

    private readonly ConcurrentDictionary<RoomId, RoomState> known = [];
    private readonly ConcurrentDictionary<RoomId, RoomState> asked = [];
    private int keys;

    public int Answered { get; private set; }

    public Task Run(Uri address, CancellationToken enough) =>
        Task.WhenAll(rooms.Select(room => Task.Run(() => Change(address, room, enough))));

    private async Task Change(Uri address, (HubId Hub, RoomId Room) room, CancellationToken enough)
    {
        using var client = new HubsClient(address);
        try
        {
            while (!enough.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref keys);
                var state = States[number % States.Length];
                asked[room.Room] = state;
                var reply = await client.Post<RoomReceipt>(
                    $"hubs/{room.Hub}/diaries/{date:yyyy-MM-dd}/rooms/{room.Room}/state",
                    new { state },
                    $"room-{number}"
                );
                Assert.True(reply.Status == HttpStatusCode.OK, reply.Problem);
                known[room.Room] = state;
                Answered++;
            }
        }
        catch (HttpRequestException)
        {
            // The product is gone: the room has the state answered last, or the one asked last.
        }
    }

    public async Task Check(HubsClient client)
    {
        foreach (var (hub, room) in rooms.Where(room => known.ContainsKey(room.Room)))
        {
            var board = await client.Board(hub, date);
            var state = board.Rooms.Single(row => row.Id == room).State;
            Assert.Contains(state, (RoomState[])[known[room], asked[room]]);
            known[room] = asked[room] = state;
        }
    }
}
